export { deleted, rowsUnder, under, whole } from './answer';
export type { ReadAnswer } from './answer';
export { operation, operationProperties, operationSubtitle } from './operation';
export type { Operation, Prepare } from './operation';
export { inOrder } from './prepare';
