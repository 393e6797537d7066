/** An answer in the documented error shape: `{ "code": status, "message": message }` (docs/api.md#basics). */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}
}

/** 400: the request is not what the contract asks for. */
export const badRequest = (message: string): ApiError => new ApiError(400, message);

/** 404: `what` is not in this workspace. */
export const notFound = (what: string): ApiError => new ApiError(404, `${what} not found`);
