import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

/** What a person writes by hand in an afternoon: a declarative node with n8n's built-in offset paging, and nothing else. */
export class BenchRecords implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench Records',
		name: 'benchRecords',
		group: ['transform'],
		version: 1,
		description: 'Reads records',
		defaults: { name: 'Bench Records' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'nexApi', required: true }],
		requestDefaults: { baseURL: '={{ $credentials.baseUrl }}', headers: { Accept: 'application/json' } },
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: 'getMany',
				options: [
					{
						name: 'Get',
						value: 'get',
						action: 'Get record',
						routing: { request: { method: 'GET', url: '=/v1/records/{{ $parameter.recordId }}' } },
					},
					{
						name: 'Get Many',
						value: 'getMany',
						action: 'Get many records',
						routing: {
							request: { method: 'POST', url: '=/v1/objects/{{ $parameter.objectType }}/records', body: { attributes: 'all' } },
							send: { paginate: true },
							output: { maxResults: '={{ $parameter.most || undefined }}' },
							operations: {
								pagination: {
									type: 'offset',
									properties: { type: 'body', limitParameter: 'limit', offsetParameter: 'offset', pageSize: 100, rootProperty: 'data' },
								},
							},
						},
					},
				],
			},
			{ displayName: 'Record ID', name: 'recordId', type: 'string', default: '', displayOptions: { show: { operation: ['get'] } } },
			{ displayName: 'Most', name: 'most', type: 'number', default: 0, displayOptions: { show: { operation: ['getMany'] } } },
			{ displayName: 'Object Type', name: 'objectType', type: 'string', default: '', displayOptions: { show: { operation: ['getMany'] } } },
		],
	};
}
