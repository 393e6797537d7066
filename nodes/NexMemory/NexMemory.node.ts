import type { INodeType, INodeTypeDescription, ISupplyDataFunctions, SupplyData } from 'n8n-workflow';
import { nexApiTest } from '../shared/methods';
import { MEMORY, MEMORY_OF_CONVERSATION } from './connections';
import type { Conversation } from './conversation';
import { keptIn, keptNowhere, keptTurns } from './conversation';
import { nexMemory } from './memory';
import { properties } from './properties';
import type { LangChainMemory, Sdk } from './sdk';
import { converter, loadSdk } from './sdk';
import { readSettings } from './settings';

export class NexMemory implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nex Memory',
		name: 'nexMemory',
		icon: { light: 'file:../../icons/nex.svg', dark: 'file:../../icons/nex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["remember"] === "nothing" ? "Recalls" : $parameter["recall"] === "nothing" ? "Remembers" : "Recalls and ' +
			'remembers" }}',
		description: "Gives an AI agent your company's knowledge before it answers, and lets Nex learn from what was said",
		builderHint: {
			searchHint: 'A memory that knows the company. Connect another one to it to keep the conversation.',
			relatedNodes: [
				{ nodeType: '@n8n/n8n-nodes-langchain.agent', relationHint: 'The agent whose memory it is' },
				{ nodeType: '@n8n/n8n-nodes-langchain.memoryBufferWindow', relationHint: 'Keeps the conversation itself, connected to Nex Memory' },
			],
		},
		defaults: { name: 'Nex Memory' },
		inputs: MEMORY_OF_CONVERSATION,
		outputs: MEMORY,
		outputNames: ['Memory'],
		// The linter wants the word of every node that has an input; a memory is no tool.
		usableAsTool: undefined,
		credentials: [{ name: 'nexApi', required: true, testedBy: 'nexApiTest' }],
		properties,
	};

	methods = { credentialTest: { nexApiTest } };

	async supplyData(this: ISupplyDataFunctions): Promise<SupplyData> {
		const sdk = await loadSdk(this);
		const { turns, ...settings } = readSettings(this);
		const conversation = await conversationOf(this, sdk, settings.remember.session, turns);
		return sdk.supplyMemory(this, nexMemory(this, { ...settings, conversation }));
	}
}

async function conversationOf(context: ISupplyDataFunctions, sdk: Sdk, session: string, turns: number): Promise<Conversation> {
	const connected = (await context.getInputConnectionData('ai_memory', 0)) as LangChainMemory | undefined;
	if (connected) return keptIn(connected, converter(sdk, context));
	if (session === '') return keptNowhere;
	return keptTurns(JSON.stringify([context.getWorkflow().id, context.getNode().id, session]), turns);
}
