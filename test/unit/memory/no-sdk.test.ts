import { NexMemory } from '../../../nodes/NexMemory/NexMemory.node';
import { memoryContext } from '../../support/host';

test('on an n8n without the SDK, which is not installed here either, the memory says which n8n it needs', async () => {
	const credential = { apiKey: 'sk-1', baseUrl: 'http://127.0.0.1:1' };
	const { context } = memoryContext(new NexMemory(), { parameters: {}, credential });
	await expect(new NexMemory().supplyData.call(context)).rejects.toThrow('Nex Memory needs n8n 2.16.0 or newer');
});
