-- Problem documents (RFC 9457) for what no service answers.
local cjson = require("cjson.safe")

local problem = {}

local KNOWN = {
    [400] = { "malformed-request", "The request cannot be understood" },
    [404] = { "not-found", "Nothing here" },
    [405] = { "method-not-allowed", "Method not allowed" },
    [408] = { "request-timeout", "The request took too long" },
    [413] = { "content-too-large", "Content too large" },
    [414] = { "uri-too-long", "URI too long" },
    [431] = { "header-fields-too-large", "Header fields too large" },
    [500] = { "internal-error", "Internal error" },
    [502] = { "service-unreachable", "The service does not answer" },
    [504] = { "service-timeout", "The service took too long" },
}

function problem.write(status, code, title, members)
    local document = members or {}
    document.type = "urn:steward:problem:" .. code
    document.title = title
    document.status = status
    document.instance = ngx.var.steward_path
    document.traceId = ngx.var.steward_trace_id
    ngx.status = status
    ngx.header["Content-Type"] = "application/problem+json"
    ngx.header["Trace-Id"] = ngx.var.steward_trace_id
    -- cjson escapes every slash, which no reader needs.
    local text = cjson.encode(document):gsub("\\/", "/")
    ngx.header["Content-Length"] = #text
    ngx.print(text)
end

function problem.answer()
    local status = ngx.status == 494 and 431 or ngx.status
    local known = KNOWN[status] or KNOWN[500]
    problem.write(status, known[1], known[2])
end

return problem
