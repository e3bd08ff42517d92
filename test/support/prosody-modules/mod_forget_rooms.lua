-- Forgets a room and its occupants and tells nobody, as a room service does that crashes and starts again behind its server.
-- Whoever sends the room's JID to the service as the text of a message has it forgotten. For tests alone.

local muc = module:depends("muc");

module:hook("message/host", function (event)
	local room = muc.get_room_from_jid(event.stanza:get_child_text("body") or "");
	if room then
		-- Keeps what the service would read from its disk.
		room:save(true);
		muc.forget_room(room);
		module:log("info", "Forgot %s", room.jid);
	end
	return true;
end, 10);
