const clock = (since) => {
	const seconds = Math.round((Date.now() - since) / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** What goes on now; on a terminal it shares one line. */
const lines = new Set();

const live = () => Boolean(process.stderr.isTTY);

const redraw = () => {
	const all = [...lines].map((line) => line()).join('   ');
	process.stderr.write(`\r\x1b[2K${all && `  ${all}`.slice(0, (process.stderr.columns || 80) - 1)}`);
};

/**
 * Tells on stderr that something long is going on: a line that counts up on a terminal, a line every 20 seconds elsewhere.
 * @param {string} what
 * @returns {{ note: (text: string) => void, done: (ok?: boolean) => void }}
 */
function progress(what) {
	const since = Date.now();
	let detail = '';
	const line = () => `${what} … ${clock(since)}${detail && `  ${detail}`}`;
	const show = () => (live() ? redraw() : process.stderr.write(`  ${line()}\n`));
	lines.add(line);
	show();
	const timer = setInterval(show, live() ? 500 : 20_000);
	timer.unref();
	return {
		note: (text) => {
			detail = text;
		},
		done: (ok = true) => {
			clearInterval(timer);
			lines.delete(line);
			process.stderr.write(`${live() ? '\r\x1b[2K' : ''}  ${what} ${ok ? 'done' : 'FAILED'} in ${clock(since)}\n`);
			if (live()) redraw();
		},
	};
}

module.exports = { progress };
