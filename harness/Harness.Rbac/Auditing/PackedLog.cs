namespace Harness.Rbac.Auditing;

/// <summary>Logs that may be packed by gzip, which is told by their first bytes and not by their names.</summary>
internal static class PackedLog
{
    /// <summary>The log as it was before it was packed.</summary>
    /// <exception cref="IOException">Its first bytes cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no text that can be read.</exception>
    public static Stream Unpack(Stream stream)
    {
        try
        {
            var head = Head(stream);
            var isPacked = IsPacked(head);
            var whole = stream.CanSeek ? stream : new Begun(head, stream);
            return isPacked ? new WholeGzip(whole) : whole;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file is packed.</summary>
    /// <inheritdoc cref="Unpack" path="/exception"/>
    public static bool IsPacked(FileStream file) => IsPacked(Head(file));

    /// <summary>The first two bytes; what can go back to its beginning does.</summary>
    private static byte[] Head(Stream stream)
    {
        var head = new byte[2];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (stream.CanSeek)
            stream.Position = 0;
        return head[..length];
    }

    private static bool IsPacked(byte[] head) => head switch
    {
        [0x1f, 0x8b] => true,
        [0xff, 0xfe] or [0xfe, 0xff] => throw new InvalidDataException(
            "it is written in UTF-16, as > of Windows PowerShell does; write it in UTF-8 (| Out-File -Encoding utf8)"),
        _ => false,
    };

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
