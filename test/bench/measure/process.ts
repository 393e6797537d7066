import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const isLinux = process.platform === 'linux';

/** Clock ticks a second in /proc/PID/stat: 100 on every Linux that Node runs on. */
const TICKS = 100;

const ps = (pid: number, column: 'time' | 'rss') =>
	execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();

/** Seconds of the processor that a process has used, all its threads together (proc(5); ps(1) elsewhere). */
export function cpuSeconds(pid: number): number {
	if (!isLinux)
		return ps(pid, 'time')
			.split(/[:-]/)
			.reduce((sum, part) => sum * 60 + Number(part), 0);
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The command's name stands in parentheses and may hold anything.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function statusMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
	const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
	return Number(found?.[1] ?? Number.NaN) / 1024;
}

/** Megabytes of memory that a process holds. */
function memoryMb(pid: number): number {
	return isLinux ? statusMb(pid, 'VmRSS') : Number(ps(pid, 'rss')) / 1024;
}

const SAMPLE_MS = 50;

/**
 * Watches how far the memory of a process grows.
 * @returns what ends it and gives the megabytes between the beginning and the peak
 */
export function watchGrowth(pid: number): () => number {
	const before = memoryMb(pid);
	let peak = before;
	let exact = false;
	if (isLinux) {
		try {
			// Sets the kernel's own high-water mark back (proc(5), clear_refs).
			writeFileSync(`/proc/${pid}/clear_refs`, '5');
			exact = true;
		} catch {
			// A kernel without it: samples have to do.
		}
	}
	const sample = () => (peak = Math.max(peak, memoryMb(pid)));
	const timer = exact ? undefined : setInterval(sample, SAMPLE_MS);
	return () => {
		clearInterval(timer);
		return (exact ? statusMb(pid, 'VmHWM') : sample()) - before;
	};
}
