/** Days the picture of maintenance shows, from now on. */
export const calendarDays = 14
