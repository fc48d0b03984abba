-- Requests the paths of a list, one after another, and starts again at its end.
local paths, next_path = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do paths[#paths + 1] = wrk.format(nil, line) end
end

function request()
  next_path = next_path % #paths + 1
  return paths[next_path]
end
