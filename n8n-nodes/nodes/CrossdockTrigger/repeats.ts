const REMEMBERED = 1000;

/** The ids of each trigger's last deliveries, oldest first. */
const seen = new Map<string, Set<string>>();

/**
 * Return whether a trigger has had this delivery, and remember it: among the last 1,000, in this process.
 * n8n's own memory of a workflow (static data) is no place for it: 2.40 saves it only now and then, and an id
 * that outlives a killed n8n would drop the repeat that is to start the workflow after all.
 */
export function isRepeat(trigger: string, id: string): boolean {
	const ids = seen.get(trigger) ?? new Set<string>();
	seen.set(trigger, ids);
	if (ids.has(id)) return true;
	ids.add(id);
	const [oldest] = ids;
	if (ids.size > REMEMBERED) ids.delete(oldest);
	return false;
}

/** Take a delivery for new when it comes again: it started nothing. */
export function forget(trigger: string, id: string): void {
	seen.get(trigger)?.delete(id);
}
