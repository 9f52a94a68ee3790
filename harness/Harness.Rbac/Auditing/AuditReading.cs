using Harness.Rbac.Yaml;

namespace Harness.Rbac.Auditing;

/// <summary>Reads logs and adds up what was done, each request once, however many stages of it were logged.</summary>
public sealed class AuditReading
{
    private readonly AuditLogReader _reader;
    private readonly AnsweredOnce _once;
    private readonly AuditProblems _problems = new();
    private readonly List<string> _names = [];

    /// <summary>Begins with nothing.</summary>
    /// <param name="scope">What is looked at.</param>
    public AuditReading(AuditScope scope)
    {
        Tally = new AuditTally(scope);
        _once = new AnsweredOnce(Tally.Add);
        _reader = new AuditLogReader(_once.Add, _problems);
    }

    /// <summary>What was done.</summary>
    public AuditTally Tally { get; }

    /// <summary>Events that were read, at all stages.</summary>
    public long Events => _reader.Events;

    /// <summary>Bytes that were read, unpacked.</summary>
    public long Bytes => _reader.Bytes;

    /// <summary>Why what was read is not all that was logged; empty when it is.</summary>
    public IReadOnlyList<string> NotComplete => [.. _problems.All, .. Tally.LeftOut];

    /// <summary>Whether all logs were read whole, and nothing is in any.</summary>
    internal bool IsEmpty => Bytes == 0 && !_problems.Any;

    /// <summary>The first few logs by name.</summary>
    internal string Names =>
        $"{string.Join(", ", _names.Take(3).Select(Quoted.Cut))}{(_names.Count > 3 ? $" and {Amount.Of(_names.Count - 3, "other")}" : "")}";

    /// <summary>What was read, in a sentence or two.</summary>
    public string Origin => $"{Names}: "
        + $"{Amount.Of(Events, "event")}, {Amount.Of(Tally.Requests, "request")} looked at"
        + (Tally.Span is { } span ? $", {Amount.At(span.First)} to {Amount.At(span.Last)}" : "");

    /// <summary>Reads a log to its end, on a thread that is left behind when the reading is ended: a pipe may never end.</summary>
    /// <exception cref="HarnessException">Nothing of it can be read (exit code 2).</exception>
    public void Read(AuditInput input, CancellationToken cancellationToken)
    {
        _names.Add(input.Name);
        Interruptible.Read(
            () =>
            {
                _reader.Read(input, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Reads a log that is being written.</summary>
    /// <inheritdoc cref="AuditLogReader.FollowAsync"/>
    public Task FollowAsync(string name, Stream stream, Func<bool> isEnough, Func<Task> pause, CancellationToken cancellationToken)
    {
        _names.Add(name);
        return _reader.FollowAsync(name, stream, isEnough, pause, cancellationToken);
    }

    /// <summary>Adds why something is missing.</summary>
    public void Miss(string what) => _problems.Add(what);

    /// <summary>Counts requests that have not ended; nothing more comes.</summary>
    public void End() => _once.End();
}
