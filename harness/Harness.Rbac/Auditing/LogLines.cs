namespace Harness.Rbac.Auditing;

/// <summary>
/// Splits a stream into lines, with memory for one of them. A line that is too long is passed over, and one that has no end yet is kept:
/// a log that is being written may go on.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="longest">The longest line that is given, in bytes.</param>
internal sealed class LogLines(Stream stream, int longest)
{
    private const int FirstSize = 1 << 18;

    /// <summary>May begin a file in UTF-8, and so any line of files that were joined.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    private byte[] _buffer = new byte[Math.Min(FirstSize, longest + 1)];
    private int _begin;
    private int _searched;
    private int _end;
    private bool _isPassingOver;

    /// <summary>Number of the line last read, from 1 in each file.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the line last read was too long, and is not given.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether the line last read has no end, and its file goes on no more: another one was begun.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Bytes that were read from the stream.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether something without a line's end is left.</summary>
    public bool HasRest => _end > _begin || _isPassingOver;

    /// <summary>Reads the next line that has an end.</summary>
    /// <param name="line">The line without its end, valid until the next one is read; empty for one that is too long.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>False when there is none, yet.</returns>
    public bool Next(out ReadOnlySpan<byte> line, CancellationToken cancellationToken)
    {
        if (IsCutOff)
            (IsCutOff, Number) = (false, 0);
        while (true)
        {
            if (TryTake(out line))
                return true;
            cancellationToken.ThrowIfCancellationRequested();
            if (Fill())
                continue;
            if (stream is not FollowedLogStream file || !file.TakeEndOfFile())
                return false;
            if (HasRest)
            {
                line = Rest();
                IsCutOff = true;
                return true;
            }

            Number = 0;
        }
    }

    /// <summary>What is left once nothing more comes: a line without an end.</summary>
    public ReadOnlySpan<byte> Rest()
    {
        var rest = Take(_end);
        (_begin, _searched, _end) = (0, 0, 0);
        return rest;
    }

    private bool TryTake(out ReadOnlySpan<byte> line)
    {
        line = default;
        var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            return false;
        }

        var end = _searched + found;
        line = Take(end);
        (_begin, _searched) = (end + 1, end + 1);
        return true;
    }

    private ReadOnlySpan<byte> Take(int end)
    {
        Number++;
        IsTooLong = _isPassingOver || end - _begin > longest;
        _isPassingOver = false;
        if (IsTooLong)
            return default;
        ReadOnlySpan<byte> line = _buffer.AsSpan(_begin, end - _begin);
        return line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
    }

    private bool Fill()
    {
        if (_isPassingOver || _end - _begin > longest)
        {
            _isPassingOver = true;
            (_begin, _searched, _end) = (0, 0, 0);
        }

        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            (_begin, _searched, _end) = (0, _searched - _begin, _end - _begin);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(longest + 1L, _buffer.Length * 2L));
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        Bytes += read;
        _end += read;
        return read > 0;
    }
}
