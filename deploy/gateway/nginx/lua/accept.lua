-- A page or a problem document, by Accept (RFC 9110, section 12.5.1), for when the agent is dead. The same rules as the kit's
-- Representation and AcceptRanges; the cases in deploy/local's maintenance-cases.json hold for both.
local accept = {}

local TOKEN = "[!#$%%&'*+.^_`|~0-9a-z-]+"
local RANGE = "^%s*(" .. TOKEN .. ")/(" .. TOKEN .. ")%s*(.*)$"
local WEIGHTS = { "^0$", "^0%.%d?%d?%d?$", "^1$", "^1%.0?0?0?$" }
local LONGEST = 2000

local function is_weight(text)
    for _, pattern in ipairs(WEIGHTS) do
        if text:find(pattern) then
            return true
        end
    end
    return false
end

-- Nil when it is malformed.
local function weight(parameters)
    for parameter in parameters:gmatch("[^;]+") do
        local text = parameter:match("^%s*q%s*=%s*(.-)%s*$")
        if text then
            return is_weight(text) and tonumber(text) or nil
        end
    end
    return 1
end

-- Nil when the header is malformed.
local function parse(header)
    local ranges = {}
    for element in header:lower():gmatch("[^,]+") do
        if element:find("%S") then
            local kind, subkind, parameters = element:match(RANGE)
            local quality = kind and (parameters == "" or parameters:sub(1, 1) == ";") and weight(parameters)
            if not quality then
                return nil
            end
            ranges[#ranges + 1] = { kind = kind, subkind = subkind, quality = quality }
        end
    end
    return ranges[1] and ranges
end

-- 2 for the type itself, 1 for its family, 0 for anything, -1 for something else.
local function fits(range, kind, subkind)
    if range.kind == "*" then
        return 0
    elseif range.kind ~= kind then
        return -1
    end
    return range.subkind == subkind and 2 or range.subkind == "*" and 1 or -1
end

-- The most specific range that covers the type decides.
local function quality(ranges, kind, subkind, least)
    local best, specificity = 0, least - 1
    for _, range in ipairs(ranges) do
        local fit = fits(range, kind, subkind)
        if fit > specificity then
            best, specificity = range.quality, fit
        end
    end
    return best
end

-- The best weight that any JSON type gets.
local function json_quality(ranges)
    local best = quality(ranges, "application", "json", 0)
    for _, range in ipairs(ranges) do
        if range.subkind:sub(-5) == "+json" then
            best = math.max(best, range.quality)
        end
    end
    return best
end

local function only_anything(ranges)
    for _, range in ipairs(ranges) do
        if range.kind ~= "*" or range.quality == 0 then
            return false
        end
    end
    return true
end

-- To whoever accepts HTML no less than JSON, or states no preference that can be understood.
function accept.prefers_html(header)
    if not header or not header:find("%S") or #header > LONGEST then
        return true
    end
    local ranges = parse(header)
    if not ranges or only_anything(ranges) then
        return true
    end
    local html = quality(ranges, "text", "html", 1)
    return html > 0 and html >= json_quality(ranges)
end

return accept
