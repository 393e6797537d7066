export function withAddresses(codex: string): string;
export function wrongAddresses(manifest: { homepage: string; repository: { url: string } }, origin: string | undefined): string[];
