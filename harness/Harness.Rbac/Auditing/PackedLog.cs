namespace Harness.Rbac.Auditing;

/// <summary>Logs that may be packed by gzip, which is told by their first bytes and not by their names.</summary>
internal static class PackedLog
{
    /// <summary>The log as it was before it was packed.</summary>
    public static Stream Unpack(Stream stream)
    {
        var head = new byte[2];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var isPacked = length == 2 && head is [0x1f, 0x8b];
        if (stream.CanSeek)
            stream.Position = 0;
        else
            stream = new Begun(head.AsMemory(0, length), stream);
        return isPacked ? new WholeGzip(stream) : stream;
    }

    /// <summary>A stream of which the first bytes were read already.</summary>
    private sealed class Begun(ReadOnlyMemory<byte> head, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _head = head;

        public override int Read(Span<byte> buffer)
        {
            if (_head.IsEmpty)
                return rest.Read(buffer);
            var taken = Math.Min(buffer.Length, _head.Length);
            _head.Span[..taken].CopyTo(buffer);
            _head = _head[taken..];
            return taken;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
