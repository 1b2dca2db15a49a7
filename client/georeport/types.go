package georeport

// Discovery says where a city's endpoints are ("Service Discovery").
type Discovery struct {
	Changeset  Time       `json:"changeset" xml:"changeset"`
	Contact    Text       `json:"contact" xml:"contact"`
	KeyService Text       `json:"key_service" xml:"key_service"`
	Endpoints  []Endpoint `json:"endpoints" xml:"endpoints>endpoint"`
}

// Endpoint is one address in a discovery document. Type is production, test, acceptance or the like.
type Endpoint struct {
	Specification string   `json:"specification" xml:"specification"`
	URL           string   `json:"url" xml:"url"`
	Changeset     Time     `json:"changeset" xml:"changeset"`
	Type          string   `json:"type" xml:"type"`
	Formats       []string `json:"formats" xml:"formats>format"`
}

// Service is one entry of "GET Service List". Metadata tells that it has a definition.
type Service struct {
	Code        string   `json:"service_code" xml:"service_code"`
	Name        Text     `json:"service_name" xml:"service_name"`
	Description Text     `json:"description" xml:"description"`
	Metadata    bool     `json:"metadata" xml:"metadata"`
	Type        string   `json:"type" xml:"type"`
	Keywords    Keywords `json:"keywords" xml:"keywords"`
	Group       Text     `json:"group" xml:"group" also:"groups"`
}

// Services is the answer to "GET Service List".
type Services []Service

// Definition is the answer to "GET Service Definition".
type Definition struct {
	ServiceCode string      `json:"service_code" xml:"service_code"`
	Attributes  []Attribute `json:"attributes" xml:"attributes>attribute" also:"attribute"`
}

// Attribute is one question of a definition; where Variable is false it is a text to be shown.
type Attribute struct {
	Variable            bool    `json:"variable" xml:"variable" absent:"true"`
	Code                string  `json:"code" xml:"code"`
	Datatype            string  `json:"datatype" xml:"datatype" also:"datetype"`
	Required            bool    `json:"required" xml:"required"`
	DatatypeDescription Text    `json:"datatype_description" xml:"datatype_description"`
	Order               int     `json:"order" xml:"order"`
	Description         Text    `json:"description" xml:"description"`
	Values              []Value `json:"values,omitempty" xml:"values>value"`
	// Automated is not of the specification and never written: FixMyStreet marks with it the attributes that
	// nobody is to be asked (server_set, hidden_field).
	Automated string `json:"-" xml:"-" also:"automated"`
	// Depends is Boston's, and never written: under which other answers this is asked.
	Depends Conditions `json:"-" xml:"-" also:"dependencies"`
}

// Value is one choice of a list attribute.
type Value struct {
	Key  string `json:"key" xml:"key"`
	Name Text   `json:"name" xml:"name"`
	// Depends is Boston's, and never written: under which other answers this can be chosen.
	Depends Conditions `json:"-" xml:"-"`
}

// Conditions hold where all of them do or, where Clause is OR, one of them.
type Conditions struct {
	Clause string      `json:"clause"`
	All    []Condition `json:"conditions"`
}

// Condition compares the answer to another attribute. Op is eq, neq, in, gt, gte, lt or lte.
type Condition struct {
	Attribute string   `json:"attribute"`
	Op        string   `json:"op"`
	Values    []string `json:"value"`
}

// Answer is what "POST Service Request" is answered with: an id where the city works in real time, else a token,
// or neither where nothing can be followed up.
type Answer struct {
	ID        string `json:"service_request_id,omitempty" xml:"service_request_id,omitempty"`
	Token     string `json:"token,omitempty" xml:"token,omitempty"`
	Notice    Text   `json:"service_notice" xml:"service_notice"`
	AccountID Text   `json:"account_id" xml:"account_id"`
}

// Answers is the document around an Answer, a list of one.
type Answers []Answer

// Token is the answer to "GET service_request_id from a token".
type Token struct {
	ID    string `json:"service_request_id" xml:"service_request_id"`
	Token string `json:"token" xml:"token"`
}

// Tokens is the document around a Token, a list of one.
type Tokens []Token

// Request is a filed request as everybody may see it ("GET Service Requests", "GET Service Request").
type Request struct {
	ID          string  `json:"service_request_id" xml:"service_request_id"`
	Status      string  `json:"status" xml:"status"`
	StatusNotes Text    `json:"status_notes" xml:"status_notes"`
	ServiceName Text    `json:"service_name" xml:"service_name"`
	ServiceCode string  `json:"service_code" xml:"service_code"`
	Description Text    `json:"description" xml:"description"`
	Agency      Text    `json:"agency_responsible" xml:"agency_responsible"`
	Notice      Text    `json:"service_notice" xml:"service_notice"`
	Requested   Time    `json:"requested_datetime" xml:"requested_datetime"`
	Updated     Time    `json:"updated_datetime" xml:"updated_datetime"`
	Expected    Time    `json:"expected_datetime" xml:"expected_datetime"`
	Address     Text    `json:"address" xml:"address"`
	AddressID   Text    `json:"address_id" xml:"address_id"`
	Zipcode     Text    `json:"zipcode" xml:"zipcode" also:"zip_code"`
	Lat         Degrees `json:"lat" xml:"lat" also:"latitude"`
	Long        Degrees `json:"long" xml:"long" also:"lon,lng,longitude"`
	// MediaURL is the first address, where a server sends several or objects with one in each.
	MediaURL Text `json:"media_url" xml:"media_url" take:"address"`
	// Extended is nil where nobody asked for it with extensions=true, or the server has none.
	Extended *Extended `json:"extended_attributes,omitempty" xml:"extended_attributes"`
	// Lang is in which language it was answered (Content-Language), which the document itself does not tell.
	Lang string `json:"-" xml:"-"`
}

// Extended is what a server tells beyond the specification, where extensions=true asks for it: Chicago's extended_attributes, and in it CitySDK's
// detailed_status, which is finer than open and closed.
type Extended struct {
	DetailedStatus string `json:"detailed_status" xml:"detailed_status"`
}

// Requests is a list of requests; a single one is asked for and answered as a list of one.
type Requests []Request

// Update is one thing that happened to a request, in the extension "servicerequestupdates" that FixMyStreet and
// others read and write. Status is finer than the request's own open and closed.
type Update struct {
	ID          string `json:"update_id" xml:"update_id"`
	RequestID   string `json:"service_request_id" xml:"service_request_id"`
	Status      string `json:"status" xml:"status"`
	Updated     Time   `json:"updated_datetime" xml:"updated_datetime"`
	Description Text   `json:"description" xml:"description"`
	MediaURL    Text   `json:"media_url" xml:"media_url" take:"address"`
}

// Updates is the answer to GET servicerequestupdates.
type Updates []Update

// Error is one reason why a call was refused ("Errors").
type Error struct {
	Code        int  `json:"code" xml:"code" also:"status"`
	Description Text `json:"description" xml:"description" also:"message,detail"`
}

// Errors is the answer to a call that was refused.
type Errors []Error

func (d Discovery) shape() (root string, asXML, asJSON any) {
	d.Endpoints = present(d.Endpoints)
	return "discovery", d, d
}

func (s Services) shape() (root string, asXML, asJSON any) {
	return "services", struct {
		Items []Service `xml:"service"`
	}{s}, present(s)
}

func (d Definition) shape() (root string, asXML, asJSON any) {
	d.Attributes = present(d.Attributes)
	return "service_definition", d, d
}

func (a Answers) shape() (root string, asXML, asJSON any) {
	return "service_requests", struct {
		Items []Answer `xml:"request"`
	}{a}, present(a)
}

func (t Tokens) shape() (root string, asXML, asJSON any) {
	return "service_requests", struct {
		Items []Token `xml:"request"`
	}{t}, present(t)
}

func (r Requests) shape() (root string, asXML, asJSON any) {
	return "service_requests", struct {
		Items []Request `xml:"request"`
	}{r}, present(r)
}

func (u Updates) shape() (root string, asXML, asJSON any) {
	return "service_request_updates", struct {
		Items []Update `xml:"request_update"`
	}{u}, present(u)
}

func (e Errors) shape() (root string, asXML, asJSON any) {
	return "errors", struct {
		Items []Error `xml:"error"`
	}{e}, present(e)
}

// present makes an absent list an empty one, which JSON writes as [] and not as null.
func present[S ~[]E, E any](list S) S {
	if list == nil {
		return S{}
	}
	return list
}
