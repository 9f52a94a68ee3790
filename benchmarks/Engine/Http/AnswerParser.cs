namespace Harness.Load.Engine;

/// <summary>
/// Reads one HTTP/1.1 answer after the other, however its bytes happen to arrive: exactly as RFC 9112 has it, and nothing else. The
/// body is searched for a marker as it goes by, and not kept.
/// </summary>
/// <param name="marker">What the body is searched for.</param>
/// <param name="label">Reads from the body who answered; null where nobody asks.</param>
internal sealed class AnswerParser(MarkerSearch marker, BodyLabel? label = null)
{
    /// <summary>Longest head of an answer, interim answers before it included.</summary>
    public const int LongestHead = 64 * 1024;

    private readonly AnswerHead _head = new();
    private Part _part;
    private long _left;
    private int _headBytes;
    private bool _isHead;

    private enum Part
    {
        StatusLine,
        Header,
        Length,
        ToTheEnd,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Complete,
    }

    /// <summary>The answer's status, once it is complete.</summary>
    public int Status => _head.Status;

    /// <summary>Whether the answer is there, with its last byte.</summary>
    public bool IsComplete => _part == Part.Complete;

    /// <summary>Whether the connection is good for another request.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Why this is no HTTP answer; null while it may be one.</summary>
    public string? Garbage { get; private set; }

    /// <summary>Awaits the next answer.</summary>
    /// <param name="isHead">Whether HEAD was asked for: its answers have no body, whatever they say.</param>
    public void Begin(bool isHead)
    {
        marker.Begin();
        label?.Begin();
        _isHead = isHead;
        _part = Part.StatusLine;
        _headBytes = 0;
        _head.Clear();
        KeepsAlive = false;
        Garbage = null;
    }

    /// <summary>Takes what has arrived.</summary>
    /// <returns>How much of it was used; the rest must be fed again, with more behind it, unless the answer is complete.</returns>
    public int Feed(ReadOnlySpan<byte> data)
    {
        var used = 0;
        while (_part != Part.Complete && Garbage is null)
        {
            var taken = _part is Part.Length or Part.ToTheEnd or Part.ChunkData ? TakeBody(data[used..]) : TakeLine(data[used..]);
            if (taken == 0)
                break;
            used += taken;
        }

        return used;
    }

    /// <summary>The server ended the connection.</summary>
    /// <returns>Whether that was the answer's end, as it is for a body without a length.</returns>
    public bool End()
    {
        if (_part == Part.ToTheEnd)
            _part = Part.Complete;
        return IsComplete;
    }

    private int TakeBody(ReadOnlySpan<byte> data)
    {
        var part = _part == Part.ToTheEnd || data.Length < _left ? data : data[..(int)_left];
        marker.Feed(part);
        label?.Feed(part);
        if (_part == Part.ToTheEnd)
            return part.Length;
        _left -= part.Length;
        if (_left == 0)
            _part = _part == Part.Length ? Part.Complete : Part.ChunkEnd;
        return part.Length;
    }

    private int TakeLine(ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)'\n');
        var taken = end + 1;
        if ((_headBytes += taken) > LongestHead || (end < 0 && data.Length > LongestHead - _headBytes))
            Garbage = "its head is longer than 64 KiB";
        else if (end >= 0)
            Take(end > 0 && data[end - 1] == '\r' ? data[..(end - 1)] : data[..end]);
        return taken;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        switch (_part)
        {
            case Part.StatusLine:
                Garbage = _head.ReadStatus(line);
                _part = Part.Header;
                break;
            case Part.Header when line.IsEmpty:
                EndHead();
                break;
            case Part.Header:
                Garbage = _head.ReadHeader(line);
                break;
            case Part.ChunkSize:
                BeginChunk(line);
                break;
            case Part.ChunkEnd:
                Garbage = line.IsEmpty ? null : "a chunk is longer than it says";
                _part = Part.ChunkSize;
                break;
            default:
                _part = line.IsEmpty ? Part.Complete : Part.Trailer;
                break;
        }
    }

    private void EndHead()
    {
        if (_head.Status is >= 100 and < 200)
        {
            // Interim answers say nothing about the final one. Nothing was asked for that would switch the protocol.
            Garbage = _head.Status == 101 ? "it switches to a protocol that nobody asked for" : null;
            _head.Clear();
            _part = Part.StatusLine;
            return;
        }

        Garbage = _head.Contradiction;
        _left = _head.Length ?? 0;
        if (_isHead || _head.Status is 204 or 304)
            _part = Part.Complete;
        else if (_head.IsChunked)
            _part = Part.ChunkSize;
        else if (_head.Length is { } length)
            _part = length == 0 ? Part.Complete : Part.Length;
        else
            _part = Part.ToTheEnd;
        KeepsAlive = _head.KeepsAlive && _part != Part.ToTheEnd;
    }

    private void BeginChunk(ReadOnlySpan<byte> line)
    {
        // What follows the size is an extension, which nobody has to know.
        var end = line.IndexOf((byte)';');
        var size = (end < 0 ? line : line[..end]).Trim(" \t"u8);
        if (size.Length is 0 or > 15 || !long.TryParse(size, System.Globalization.NumberStyles.AllowHexSpecifier, null, out _left))
            Garbage = "a chunk's size is no hexadecimal number";
        _part = _left == 0 ? Part.Trailer : Part.ChunkData;
        _headBytes = 0; // a long body has many chunks
    }
}
