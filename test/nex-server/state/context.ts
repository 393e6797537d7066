import { randomUUID } from 'node:crypto';
import { notFound } from '../errors';
import { Bare } from '../json';
import type { Insight, NexRecord } from '../types';
import type { Job } from './jobs';
import { progress } from './jobs';
import { displayName } from './records';
import type { State } from './state';

export const COMPOUNDING_JOBS = ['consolidation', 'pattern_detection', 'playbook_synthesis', 'decay_sweep', 'metrics'] as const;
export const AI_LIST_TYPES = ['contact', 'company'] as const;

interface Artifact {
	id: string;
	operationId: string;
	createdAt: string;
	completedAt?: string;
	job: Job<Record<string, unknown>>;
}

interface AIList {
	id: string;
	query: string;
	includeAttributes: boolean;
	createdAt: string;
	job: Job<Array<{ record: NexRecord; reason: string }>>;
}

interface Compounding {
	id: string;
	type: (typeof COMPOUNDING_JOBS)[number];
	dryRun: boolean;
	startedAt: string;
	job: Job<{ scanned: number; affected: number; candidates: number; at: number }>;
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
const aiType = (record: NexRecord): string => (record.type === 'person' ? 'contact' : record.type);

/** What Nex's AI does, done with plain word matching: reading text, answering questions, making lists, compounding. */
export class Context {
	#artifacts = new Map<string, Artifact>();
	#lists = new Map<string, AIList>();
	#compounding = new Map<string, Compounding>();

	constructor(private readonly state: State) {}

	/** Reads a text: later, each record that it names has a new insight. */
	addText(content: string): { id: string; operationId: string } {
		const artifact: Artifact = {
			id: this.state.ids.next(),
			operationId: this.state.ids.next(),
			createdAt: this.state.now(),
			job: this.state.jobs.start('artifact', () => {
				artifact.completedAt = this.state.now();
				return this.#read(content);
			}),
		};
		this.#artifacts.set(artifact.id, artifact);
		return artifact;
	}

	artifact(id: string): Record<string, unknown> {
		const { artifactPath } = this.state.shapes;
		const artifact =
			(artifactPath === 'operation' ? undefined : this.#artifacts.get(id)) ??
			(artifactPath === 'artifact' ? undefined : [...this.#artifacts.values()].find(({ operationId }) => operationId === id));
		if (!artifact) throw notFound(`Artifact ${id}`);
		const status = { waiting: 'pending', working: 'processing', completed: 'completed', failed: 'failed' }[progress(artifact.job)];
		return {
			operation_id: new Bare(artifact.operationId),
			status,
			result: artifact.job.result,
			error: artifact.job.error,
			created_at: artifact.createdAt,
			completed_at: artifact.completedAt,
		};
	}

	/** Answers a question with the insights about the records it names, or with the newest ones. */
	ask(query: string): Record<string, unknown> {
		const records = this.#named(query);
		const ids = new Set(records.map((record) => record.id));
		const all = this.state.insights.store.newest(100);
		const about = (record: NexRecord) => all.filter((insight) => insight.entities.some((entity) => entity.id === record.id));
		const signals = (records.length ? all.filter((insight) => insight.entities.some((entity) => ids.has(entity.id))) : all).slice(0, 5);
		const answer = signals.length
			? signals.map((insight) => insight.content).join(' ')
			: records.length
				? `Nothing is known about ${records.map(displayName).join(', ')} yet.`
				: 'Nothing is known about that yet.';
		return {
			answer,
			...(this.state.shapes.askSession && { session_id: randomUUID() }),
			...(this.state.shapes.askReferences && {
				entity_references: records.map((record) => ({ name: displayName(record), type: record.type === 'person' ? '14' : '15', count: 1 })),
			}),
			entities_considered: records.map((record) => ({
				id: new Bare(record.id),
				name: displayName(record),
				type: this.#typeName(record.type),
				reason: 'Named in the question',
				insights_matched: about(record).length,
				score: 0.9,
			})),
			signals_used: signals.map((insight) => ({
				insight_id: new Bare(insight.id),
				entity_id: new Bare(insight.entities[0]?.id ?? this.state.workspace.id),
				content: insight.content,
				score: insight.confidence,
				type: insight.type,
			})),
			metadata: {
				query_type: records.length ? 'entity_specific' : 'workspace_wide',
				total_entities_searched: this.state.records.store.size,
				confidence: signals.length ? 0.8 : 0.2,
			},
		};
	}

	/** Starts a list of the people or companies that a query's words fit. Answers the job's id. */
	startList(query: string, type: (typeof AI_LIST_TYPES)[number], limit: number, includeAttributes: boolean): string {
		const list: AIList = {
			id: this.state.ids.next(),
			query,
			includeAttributes,
			createdAt: this.state.now(),
			job: this.state.jobs.start('ai list', () => this.#pick(query, type === 'contact' ? 'person' : type, limit)),
		};
		this.#lists.set(list.id, list);
		return list.id;
	}

	list(id: string, includeAttributes?: boolean): Record<string, unknown> {
		const list = this.#lists.get(id);
		if (!list) throw notFound(`Job ${id}`);
		const status = { waiting: 'pending', working: 'processing', completed: 'completed', failed: 'failed' }[progress(list.job)];
		const entities = list.job.result?.map(({ record, reason }) => ({
			id: record.id,
			name: displayName(record),
			type: aiType(record),
			reason,
			highlights: this.state.insights.store
				.newest(100)
				.filter((insight) => insight.entities.some((entity) => entity.id === record.id))
				.slice(0, 3)
				.map((insight) => insight.content),
			...((includeAttributes ?? list.includeAttributes) ? { attributes: record.attributes } : {}),
		}));
		return {
			job_id: list.id,
			status,
			created_at: list.createdAt,
			entities,
			count: entities?.length,
			query_interpretation: entities && `Records that speak of: ${words(list.query).join(', ')}`,
			error: list.job.error,
		};
	}

	startCompounding(type: Compounding['type'], dryRun: boolean): string {
		const run: Compounding = {
			id: randomUUID(),
			type,
			dryRun,
			startedAt: this.state.now(),
			job: this.state.jobs.start('compounding', () => {
				const scanned = this.state.insights.store.size;
				return { scanned, affected: Math.floor(scanned / 5), candidates: Math.floor(scanned / 10), at: this.state.time() };
			}),
		};
		this.#compounding.set(run.id, run);
		return run.id;
	}

	compounding(id: string): Record<string, unknown> {
		const run = this.#compounding.get(id);
		if (!run) throw notFound(`Job ${id}`);
		const status = { waiting: 'accepted', working: 'running', completed: 'completed', failed: 'failed' }[progress(run.job)];
		const done = run.job.result;
		return {
			job_run_id: run.id,
			job_type: run.type,
			workspace_id: new Bare(this.state.workspace.id),
			status,
			dry_run: run.dryRun,
			insights_scanned: done?.scanned ?? 0,
			insights_affected: done?.affected ?? 0,
			candidates_created: done?.candidates ?? 0,
			errors: run.job.error === undefined ? 0 : 1,
			started_at: run.startedAt,
			...(done ? { completed_at: new Date(done.at).toISOString(), duration_ms: Math.max(0, done.at - Date.parse(run.startedAt)) } : {}),
			...(run.job.error === undefined ? {} : { error_details: { message: run.job.error } }),
		};
	}

	#typeName(type: string): string {
		const { askTypes } = this.state.shapes;
		return askTypes === 'a code' ? (type === 'person' ? '14' : '15') : askTypes === 'capitals' ? type.toUpperCase() : type;
	}

	/** People and companies whose name, email address or domain the text has; the first 20. */
	#named(text: string): NexRecord[] {
		const lower = text.toLowerCase();
		const found: NexRecord[] = [];
		for (const type of ['person', 'company']) {
			for (const record of this.state.records.store.ofType(type)) {
				const names = [record.attributes.name, record.attributes.email_addresses, record.attributes.domains]
					.flat()
					.map((value) => displayName({ attributes: { name: value } }).toLowerCase());
				if (found.length < 20 && names.some((name) => name.length > 2 && lower.includes(name))) found.push(record);
			}
		}
		return found;
	}

	#read(content: string): Record<string, unknown> {
		const records = this.#named(content);
		const insights: Array<Partial<Insight>> = records.map((record) => ({
			type: 'activity',
			type_description: 'Something that happened',
			content: content.slice(0, 200),
			entities: [{ id: record.id, name: displayName(record), type: record.type }],
			evidence: [
				{
					excerpt: content.slice(0, 80),
					excerpt_description: 'From a text that was added',
					artifact: {
						type: 'text',
						type_description: 'Text',
						subject: '',
						content,
						created_by: 'developer_api',
						occurred_at: this.state.now(),
						created_at: this.state.now(),
					},
				},
			],
		}));
		this.state.insights.add(insights);
		if (this.state.shapes.artifactResult === 'lists')
			return {
				entities: records.map((record) => ({ name: displayName(record), type: record.type, action: 'updated' })),
				relationships: [],
				insights: insights.map(({ content: words }) => ({ content: words, confidence: 0.9 })),
				tasks: [],
			};
		return {
			entities_extracted: records.map((record) => ({
				type: record.type.toUpperCase(),
				context_id: new Bare(this.state.ids.next()),
				canonical_entity_id: new Bare(record.id),
				properties: record.attributes,
				previous_properties: {},
				is_new: false,
			})),
			entities_created: 0,
			entities_updated: records.length,
			relationships_created: 0,
			insights_created: insights.length,
			tasks_suggested: 0,
		};
	}

	#pick(query: string, type: string, limit: number): Array<{ record: NexRecord; reason: string }> {
		const wanted = words(query);
		const records = this.state.records.store.ofType(type);
		const fitting = records.flatMap((record) => {
			const text = this.state.records.store.searchText(record);
			const found = wanted.filter((word) => text.includes(word));
			return found.length ? [{ record, reason: `Speaks of ${found.join(', ')}` }] : [];
		});
		return (fitting.length ? fitting : records.map((record) => ({ record, reason: 'Every record of the type' }))).slice(0, limit);
	}
}
