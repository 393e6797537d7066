export { deleted, rowsUnder, under, whole } from './answer';
export type { ReadAnswer } from './answer';
export { operation, operationProperties } from './operation';
export type { Operation, Prepare } from './operation';
