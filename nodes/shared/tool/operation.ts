import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { PathTemplate } from '../transport/path';

/** What of an operation a model is told, or has a use for. */
export interface ToolOperation {
	value: string;
	/** Sentence case, without articles. */
	action: string;
	description: string;
	/** What its items hold, for a model that knows nothing else of it: the end of a sentence that starts with "Returns". */
	returns: string;
	/** Braces name the fields that fill it. */
	url: PathTemplate;
	fields: INodeProperties[];
	/** Names of fields, besides those that many operations have, that make an answer shorter. */
	shortenedBy?: readonly string[];
	/** What "Compact Answer" does to a row that goes to a model, besides leaving out what is empty. */
	compact?: (row: IDataObject) => IDataObject;
	/** What a 404 means, without a full stop. */
	notFound?: string;
}
