using Harness.Rbac.Yaml;

namespace Harness.Rbac.Auditing;

/// <summary>
/// Reads audit logs line by line, with memory for one line. What it cannot understand is counted and named, never dropped in silence.
/// </summary>
/// <param name="sink">Receives each event, in the order of the log.</param>
/// <param name="problems">Receives what cannot be understood.</param>
public sealed class AuditLogReader(Action<AuditEvent> sink, AuditProblems problems)
{
    /// <summary>The longest line that is read, in bytes: a request and its answer with two of the largest objects are shorter.</summary>
    public const int LongestLine = 16 << 20;

    private const string CutOff = "the log is cut off in the middle of this line";

    private readonly AuditLine _line = new();
    private readonly List<AuditEvent> _events = [];

    /// <summary>Events that were read, at all stages.</summary>
    public long Events { get; private set; }

    /// <summary>Bytes that were read, unpacked.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads a log to its end.</summary>
    /// <exception cref="HarnessException">Nothing of it can be read (exit code 2).</exception>
    public void Read(AuditInput input, CancellationToken cancellationToken)
    {
        using var stream = input.OpenUnpacked();
        var lines = new LogLines(stream, LongestLine);
        try
        {
            ReadLines(input.Name, lines, cancellationToken);
            ReadRest(input.Name, lines);
            if (stream is FileStream file && file.Length < lines.Bytes)
                problems.Add($"{input.Name}: was cut off while it was read; what was written after that is not known");
        }
        catch (Exception broken) when (AuditInput.IsUnreadable(broken))
        {
            Break(input.Name, lines, broken);
        }

        Bytes += lines.Bytes;
    }

    /// <summary>Reads a log that is being written, until it is enough. What has no line's end by then is yet to be written.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="stream">The log; where it is at its end for now, nothing is read.</param>
    /// <param name="isEnough">Whether it is enough; asked whenever nothing is left to be read.</param>
    /// <param name="pause">Waits before it is looked at again.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task FollowAsync(
        string name, Stream stream, Func<bool> isEnough, Func<Task> pause, CancellationToken cancellationToken)
    {
        var lines = new LogLines(stream, LongestLine);
        try
        {
            for (ReadLines(name, lines, cancellationToken); !isEnough(); ReadLines(name, lines, cancellationToken))
                await pause().ConfigureAwait(false);
            (stream as FollowedLogStream)?.NoteIfGone();
        }
        catch (Exception broken) when (AuditInput.IsUnreadable(broken))
        {
            Break(name, lines, broken);
        }

        Bytes += lines.Bytes;
    }

    private void Break(string name, LogLines lines, Exception broken) => problems.Add(
        new SourceLocation(name, lines.Number + 1), $"cannot be read from here on: {RegularFile.Reason(broken)}");

    private void ReadLines(string name, LogLines lines, CancellationToken cancellationToken)
    {
        while (lines.Next(out var line, cancellationToken))
        {
            if (lines.IsTooLong)
                problems.Add(new SourceLocation(name, lines.Number), $"is longer than {LongestLine >> 20} MiB, and was passed over");
            else if (Take(line) is { } wrong)
                problems.Add(new SourceLocation(name, lines.Number), lines.IsCutOff ? CutOff : wrong);
        }
    }

    /// <summary>The last line of a log may have no end; whether it was cut off, its JSON tells.</summary>
    private void ReadRest(string name, LogLines lines)
    {
        if (!lines.HasRest)
            return;
        var rest = lines.Rest();
        if (lines.IsTooLong || Take(rest) is not null)
            problems.Add(new SourceLocation(name, lines.Number), CutOff);
    }

    private string? Take(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t\r"u8).IsEmpty)
            return null;
        if (_line.Read(line, _events) is { } wrong)
            return wrong;
        foreach (var one in _events)
            sink(one);
        Events += _events.Count;
        return null;
    }
}
