const { rm } = require('node:fs/promises');
const { spawnSync } = require('node:child_process');
const { dest, parallel, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

async function compile() {
	const { status } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
	if (status !== 0) throw new Error('The sources do not compile.');
}

const nodeFiles = () => src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { base: '.' }).pipe(dest('dist'));

const icons = () => src('icons/*.svg', { base: '.', encoding: false }).pipe(dest('dist'));

exports.build = series(clean, parallel(compile, nodeFiles, icons));
exports.default = exports.build;
