package client

import (
	"cmp"
	"strings"

	"linli/client/georeport"
	"linli/report"
)

// attribute makes a question of what a server asks. Kinds of answers that the specification does not know become the one that is
// nearest; what nobody knows can be written.
func attribute(a georeport.Attribute) report.Attribute {
	kind, asked := datatype(a.Datatype)
	out := report.Attribute{
		Code:     a.Code,
		Datatype: kind,
		Variable: a.Variable && asked,
		Required: a.Variable && asked && a.Required,
		Question: string(a.Description),
		Hint:     string(a.DatatypeDescription),
		When:     conditions(a.Depends),
	}
	for _, v := range a.Values {
		if v.Key == "" {
			continue
		}
		out.Values = append(out.Values, report.Value{Key: v.Key, Name: cmp.Or(oneLine(v.Name), v.Key), When: conditions(v.Depends)})
	}
	yesNo := strings.HasPrefix(strings.ToLower(a.Datatype), "bool")
	switch list := kind == report.TypeSingle || kind == report.TypeMulti; {
	case yesNo && len(out.Values) == 0:
		out.Values = []report.Value{{Key: "true"}, {Key: "false"}}
	case list && len(out.Values) == 0: // nothing to choose from, so let people write
		out.Datatype = report.TypeText
	}
	return out
}

// datatype returns the kind of answer that comes nearest to what a server calls it, and whether it is a question at all.
func datatype(name string) (kind report.Datatype, asked bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch kind := report.Datatype(name); kind {
	case report.TypeString, report.TypeNumber, report.TypeDatetime, report.TypeText, report.TypeSingle, report.TypeMulti:
		return kind, true
	}
	switch name {
	case "informational", "information", "info", "note", "label":
		return report.TypeText, false
	case "picklist", "list", "select", "dropdown", "radio", "boolean", "bool", "boolean (checkbox)":
		return report.TypeSingle, true
	case "multi picklist", "multipicklist", "multi-select picklist", "multiselect", "checkboxes":
		return report.TypeMulti, true
	case "date", "date/time", "timestamp":
		return report.TypeDatetime, true
	case "integer", "int", "float", "double", "decimal", "currency":
		return report.TypeNumber, true
	case "email", "phone", "tel", "url", "varchar":
		return report.TypeString, true
	}
	return report.TypeText, true
}

func conditions(c georeport.Conditions) report.Conditions {
	out := report.Conditions{Any: strings.EqualFold(c.Clause, "or")}
	for _, one := range c.All {
		out.All = append(out.All, report.Condition{Attribute: one.Attribute, Op: strings.ToLower(one.Op), Values: one.Values})
	}
	return out
}
