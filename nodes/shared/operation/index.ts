export { deleted, rowsUnder, under, whole } from './answer';
export type { ReadAnswer } from './answer';
export { operation, operationProperties, operationSubtitle } from './operation';
export type { Follow, Operation, Prepare } from './operation';
export { inOrder } from './prepare';
export { asJob, idIn, untilFinished } from './waitForJob';
