using System.Text;

namespace Harness.Scenarios.Admission;

/// <summary>Reads lines and bytes of a stream in turn.</summary>
internal sealed class RawReader(Stream stream)
{
    private const int LongestLine = 64 * 1024;

    private readonly byte[] _buffer = new byte[LongestLine];
    private int _begin;
    private int _end;

    /// <summary>A line without its end, each byte a character.</summary>
    /// <exception cref="IOException">The stream ended, or the line is too long.</exception>
    public async ValueTask<string> LineAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_begin, _end - _begin).IndexOf((byte)'\n')) < 0)
            await FillAsync(cancellationToken);
        var line = Encoding.Latin1.GetString(_buffer, _begin, length);
        _begin += length + 1;
        return line.TrimEnd('\r');
    }

    /// <summary>So many bytes.</summary>
    /// <exception cref="IOException">The stream ended before.</exception>
    public async ValueTask<byte[]> BytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            if (_begin == _end)
                await FillAsync(cancellationToken);
            var taken = Math.Min(count - filled, _end - _begin);
            _buffer.AsSpan(_begin, taken).CopyTo(bytes.AsSpan(filled));
            (_begin, filled) = (_begin + taken, filled + taken);
        }

        return bytes;
    }

    /// <summary>Everything up to the stream's end.</summary>
    public async ValueTask<byte[]> RestAsync(CancellationToken cancellationToken)
    {
        using var rest = new MemoryStream();
        rest.Write(_buffer, _begin, _end - _begin);
        await stream.CopyToAsync(rest, cancellationToken);
        return rest.ToArray();
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
        }

        if (_end == _buffer.Length)
            throw new IOException("a line of the answer is longer than 64 KiB");
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read > 0 ? read : throw new IOException("the connection ended before the answer did");
    }
}
