declare module 'eslint-plugin-n8n-nodes-base' {
	const plugin: { configs: Record<'all' | 'community' | 'credentials' | 'nodes', { rules: Record<string, 'error' | 'warn' | 'off'> }> };
	export default plugin;
}
