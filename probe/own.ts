/** What --write has made, by IDs. All of it carries {@link MARK} in its name. */
export interface Own {
	slug: string;
	objectId?: string;
	attributeId?: string;
	spareAttributeId?: string;
	optionId?: string;
	recordId?: string;
	otherRecordId?: string;
	listId?: string;
	entryId?: string;
	definitionId?: string;
	relationshipId?: string;
	taskId?: string;
	noteId?: string;
	ruleId?: string;
}
