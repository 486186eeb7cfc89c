/** What can be said of a value; those that build text of any length (padding, replacing) are left out. */
export const expressionFunctions = [
  ...["abs", "avg", "ceil", "contains", "ends_with", "floor", "items", "join", "keys", "length", "lower"],
  ...["map", "max", "max_by", "merge", "min", "min_by", "not_null", "reverse", "sort", "sort_by", "split"],
  ...["starts_with", "sum", "to_array", "to_number", "to_string", "trim", "type", "upper", "values"],
] as const
