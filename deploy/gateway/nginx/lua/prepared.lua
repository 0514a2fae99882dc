-- The maintenance answer with the agent dead: prepared by the agent's renderer when it last spoke, finished here.
local cjson = require("cjson.safe")
local gate = require("gate")

local prepared = {}

-- HTML for whoever names it, or has no preference. The agent weighs q-values; this is its stand-in.
local function wants_html(accept)
    return accept == nil or accept == "" or accept == "*/*" or accept:find("text/html", 1, true) ~= nil
end

function prepared.answer()
    local span, state = gate.span(ngx.var.steward_channel)
    if not span then
        -- The window ended between the two looks at the clock: the client may come back at once.
        ngx.header["Retry-After"] = 1
        return ngx.exit(503)
    end
    local wait = state.retryUnknown
    if span.backOnline ~= cjson.null then
        wait = math.max(state.retryFloor, math.ceil(span.backOnline - ngx.now()))
    end
    ngx.header["Retry-After"] = math.floor(wait * (1 + 0.1 * math.random()))
    ngx.header["Cache-Control"] = "no-store"
    ngx.header["Vary"] = "Accept, Accept-Language, Origin"
    ngx.header["X-Content-Type-Options"] = "nosniff"
    if state.html and wants_html(ngx.var.http_accept) then
        ngx.status = 503
        ngx.header["Content-Type"] = "text/html;charset=UTF-8"
        ngx.header["Trace-Id"] = ngx.var.steward_trace_id
        ngx.header["Content-Length"] = #span.page
        ngx.print(span.page)
        return
    end
    local problem = cjson.decode(span.problem)
    require("problem").write(503, "maintenance", problem.title, problem)
end

return prepared
