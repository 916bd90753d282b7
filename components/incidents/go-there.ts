/** For a field that a press on “Edit” brought: whoever pressed wants to type. */
export const goThere = (field: HTMLElement | null) => field?.focus()
