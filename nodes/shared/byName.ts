/** Orders the options of a menu by their names. By code unit: the first locale-aware comparison of a process costs n8n's start 13 ms. */
export const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : Number(a.name > b.name));
