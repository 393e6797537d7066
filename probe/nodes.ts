import type { BuiltOperation } from '../nodes/shared/operation/operation';
// With their extension, because beside each stands a .node.json, which is found first without.
import { operations as nexAiList } from '../nodes/NexAiList/NexAiList.node.ts';
import { operations as nexCompounding } from '../nodes/NexCompounding/NexCompounding.node.ts';
import { operations as nexContext } from '../nodes/NexContext/NexContext.node.ts';
import { operations as nexGraph } from '../nodes/NexGraph/NexGraph.node.ts';
import { operations as nexInsight } from '../nodes/NexInsight/NexInsight.node.ts';
import { operations as nexIntegration } from '../nodes/NexIntegration/NexIntegration.node.ts';
import { operations as nexList } from '../nodes/NexList/NexList.node.ts';
import { operations as nexNote } from '../nodes/NexNote/NexNote.node.ts';
import { operations as nexNotification } from '../nodes/NexNotification/NexNotification.node.ts';
import { operations as nexObject } from '../nodes/NexObject/NexObject.node.ts';
import { operations as nexRecord } from '../nodes/NexRecord/NexRecord.node.ts';
import { operations as nexRelationship } from '../nodes/NexRelationship/NexRelationship.node.ts';
import { operations as nexSearch } from '../nodes/NexSearch/NexSearch.node.ts';
import { operations as nexTask } from '../nodes/NexTask/NexTask.node.ts';
import { operations as nexTimeline } from '../nodes/NexTimeline/NexTimeline.node.ts';

/** The operations of every node that acts, by the node's name. */
export const operationsByNode: Readonly<Record<string, readonly BuiltOperation[]>> = {
	NexAiList: nexAiList,
	NexCompounding: nexCompounding,
	NexContext: nexContext,
	NexGraph: nexGraph,
	NexInsight: nexInsight,
	NexIntegration: nexIntegration,
	NexList: nexList,
	NexNote: nexNote,
	NexNotification: nexNotification,
	NexObject: nexObject,
	NexRecord: nexRecord,
	NexRelationship: nexRelationship,
	NexSearch: nexSearch,
	NexTask: nexTask,
	NexTimeline: nexTimeline,
};
