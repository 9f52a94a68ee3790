using System.Buffers.Binary;
using System.IO.Compression;

namespace Harness.Rbac.Auditing;

/// <summary>
/// Unpacks gzip, and fails at the end where that is not the end of one whole piece: a file ends with the length of what was packed
/// (ISIZE, RFC 1952, section 2.3.1). .NET's stream takes the end of the file for the end, wherever it comes, and leaves out what is behind
/// a piece.
/// </summary>
/// <param name="packed">The packed bytes.</param>
internal sealed class WholeGzip(Stream packed) : ReadOnlyStream
{
    private readonly TailStream _tail = new(packed);
    private GZipStream? _unpacked;
    private uint _length;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        _unpacked ??= new GZipStream(_tail, CompressionMode.Decompress);
        var read = _unpacked.Read(buffer);
        _length += (uint)read; // modulo 2^32, as in the file
        if (read == 0 && buffer.Length > 0 && _tail.Last() != _length)
        {
            throw new InvalidDataException(
                "it is cut off, or packed in several pieces; if it is whole, unpack it (zcat FILE > audit.log) and name that");
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            (_unpacked ?? packed).Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers the last four bytes.</summary>
    private sealed class TailStream(Stream stream) : ReadOnlyStream
    {
        private readonly byte[] _last = new byte[sizeof(uint)];

        public override int Read(Span<byte> buffer)
        {
            var read = stream.Read(buffer);
            var tail = buffer[Math.Max(0, read - _last.Length)..read];
            _last.AsSpan(tail.Length).CopyTo(_last);
            tail.CopyTo(_last.AsSpan(_last.Length - tail.Length));
            return read;
        }

        /// <summary>Of all, once the rest is read.</summary>
        public uint Last()
        {
            Span<byte> rest = stackalloc byte[4096];
            while (Read(rest) > 0)
            {
            }

            return BinaryPrimitives.ReadUInt32LittleEndian(_last);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
