import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { isEmpty } from './blank';
import { findChoice, readChoice } from './choice';
import { readDate } from './date';
import { readId } from './id';
import { readJsonObject } from './json';
import { readEach, readParts } from './list';
import { readNumber } from './number';
import type { Reader, Reading } from './reader';
import { readSwitch } from './switch';
import { readText, readWord } from './text';

/** The choices that a field's description names; none if they are loaded from Nex. */
const choicesOf = ({ options = [], typeOptions }: INodeProperties): INodePropertyOptions[] =>
	typeOptions?.loadOptionsMethod === undefined ? (options as INodePropertyOptions[]) : [];

const choice: Reader = (value, field) => {
	const choices = choicesOf(field);
	return choices.length > 0 ? readChoice(value, choices) : readWord(value);
};

const choices: Reader = (value, field) => {
	const known = choicesOf(field);
	const parts = readParts(value, { isWhole: (text) => known.length > 0 && findChoice(text, known) !== undefined });
	return readEach(parts, (part) => choice(part, field, { timezone: 'UTC' }));
};

const texts: Reader = (value) => readEach(readParts(value), readWord);

const number: Reader = (value, { typeOptions: { minValue, maxValue, numberPrecision } = {} }) =>
	readNumber(value, { least: minValue, most: maxValue, whole: numberPrecision === 0 });

const string: Reader = (value, field, surroundings) =>
	field.typeOptions?.multipleValues ? texts(value, field, surroundings) : readText(value);

const READERS: Partial<Record<INodeProperties['type'], Reader>> = {
	string,
	number,
	boolean: (value) => readSwitch(value),
	options: choice,
	multiOptions: choices,
	dateTime: (value, _field, { timezone }) => readDate(value, timezone),
	resourceLocator: (value) => readId(value),
	json: (value) => readJsonObject(value),
};

/** Several words, however they are given: for a text field that stands for a list. */
export const words: Reader = texts;

/** The reader that a field's type asks for; undefined for a field that only holds others. */
export const readerOf = ({ type }: INodeProperties): Reader | undefined => READERS[type];

/** True for a field of the form itself that has a default worth having: a blank in it means that default. */
const hasDefault = (field: INodeProperties): boolean => !isEmpty(field.default);

/**
 * Reads a value by its field's description: its type, choices and limits, and what a blank means in it.
 *
 * @param isSetting true for a field whose blank means its default; else a blank is nothing given
 * @param read the reader, if it is not the type's own
 */
export function readField(
	value: unknown,
	field: INodeProperties,
	timezone: string,
	{ isSetting = hasDefault(field), read = readerOf(field) }: { isSetting?: boolean; read?: Reader } = {},
): Reading {
	if (isEmpty(value)) {
		if (field.required) return { problem: 'is empty' };
		return { value: isSetting ? field.default : undefined };
	}
	return read ? read(value, field, { timezone }) : { value };
}
