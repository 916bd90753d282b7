export const myPath = '/api/v1/me/notifications'
