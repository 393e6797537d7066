import { readFileSync } from 'node:fs';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { collectOnSignal } from './benchGc';
import { beginProfile, endProfile } from './benchProfile';

collectOnSignal();

/** What the bench posts to a workflow. */
interface Wanted {
	/** One item for each. */
	ids?: string[];
	/** A file with a page of the API's answer, and how often its rows are wanted: what n8n costs without any request. */
	page?: string;
	times?: number;
	/** From here on it is noted where n8n's time goes. */
	beginProfile?: boolean;
	/** The file for what was noted. */
	endProfile?: string;
}

/** Makes the items that a workflow of the bench works on. */
export class BenchItems implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench Items',
		name: 'benchItems',
		group: ['input'],
		version: 1,
		description: 'Makes items without a request',
		defaults: { name: 'Bench Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { ids, page, times = 1, ...profile } = (this.getInputData()[0]?.json.body ?? {}) as Wanted;
		if (profile.beginProfile) await beginProfile();
		if (profile.endProfile !== undefined) await endProfile(profile.endProfile);
		if (ids) return [ids.map((id) => ({ json: { id } }))];
		if (page === undefined) return [[{ json: {} }]];
		const text = readFileSync(page, 'utf8');
		const items: INodeExecutionData[] = [];
		for (let i = 0; i < times; i++)
			for (const json of (JSON.parse(text) as { data: IDataObject[] }).data) items.push({ json, pairedItem: { item: 0 } });
		return [items];
	}
}
