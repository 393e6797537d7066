/** Text that cannot end the script element it is put into. */
const inScript = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

/** A page that draws a graph on a circle: one file, nothing fetched. */
export const graphPage = (graph: Record<string, unknown>): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Knowledge graph</title>
<style>body{margin:0;font:14px sans-serif}svg{width:100vw;height:100vh}</style></head>
<body><svg viewBox="-500 -500 1000 1000"></svg>
<script>
const graph = ${inScript({ nodes: graph.nodes, edges: graph.edges })};
const svg = document.querySelector('svg');
const add = (name, attributes, text) => {
	const element = document.createElementNS('http://www.w3.org/2000/svg', name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
	if (text) element.textContent = text;
	svg.append(element);
};
const at = new Map(graph.nodes.map((node, i) =>
  [node.id, [420 * Math.cos((2 * Math.PI * i) / graph.nodes.length),
  420 * Math.sin((2 * Math.PI * i) / graph.nodes.length)]]));
for (const { source, target } of graph.edges) {
	const [[x1, y1], [x2, y2]] = [at.get(source), at.get(target)];
	add('line', { x1, y1, x2, y2, stroke: '#aaa' });
}
for (const node of graph.nodes) {
	const [cx, cy] = at.get(node.id);
	add('circle', { cx, cy, r: 5, fill: '#36c' });
	add('text', { x: cx + 8, y: cy + 4, 'font-size': 12 }, node.name);
}
</script></body></html>
`;
