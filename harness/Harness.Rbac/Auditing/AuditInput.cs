namespace Harness.Rbac.Auditing;

/// <summary>An audit log to read.</summary>
/// <param name="Name">What messages call it: the path as it was given, or that it is standard input.</param>
/// <param name="Open">Opens it.</param>
public sealed record AuditInput(string Name, Func<Stream> Open)
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    private const string InputName = "standard input";

    /// <summary>
    /// Logs by path, each once, in the order of their first events: a rotated one before the one that follows it. With standard input
    /// among them, in the order in which they were given. Each file is looked into at once: what cannot be read is known before anything
    /// else is done.
    /// </summary>
    /// <exception cref="HarnessException">One cannot be read (exit code 2).</exception>
    public static IReadOnlyList<AuditInput> Of(IEnumerable<string> paths)
    {
        var inputs = paths.Distinct().Select(path => path == StandardInput
            ? (Input: new AuditInput(InputName, Console.OpenStandardInput), First: null)
            : OfFile(path)).ToList();
        return inputs.Exists(one => one.First is null)
            ? [.. inputs.Select(one => one.Input)]
            : [.. inputs.OrderBy(one => one.First).Select(one => one.Input)];
    }

    /// <summary>Opens it, unpacked if it was packed by gzip.</summary>
    /// <exception cref="HarnessException">Nothing of it can be read (exit code 2).</exception>
    internal Stream OpenUnpacked() => Begin(Name, () => PackedLog.Unpack(Open()));

    /// <summary>Opens a file.</summary>
    /// <exception cref="HarnessException">It cannot be opened (exit code 2).</exception>
    internal static FileStream OpenFile(string path) => Begin(path, () => Directory.Exists(path)
        ? throw HarnessException.BadInput($"audit log {path} is a folder: name the files in it that are meant{LogsIn.Example(path)}")
        : RegularFile.Open(path));

    /// <summary>Begins to read a log: what fails now fails before anything of it is known.</summary>
    /// <exception cref="HarnessException">It failed (exit code 2).</exception>
    internal static T Begin<T>(string name, Func<T> begin)
    {
        try
        {
            return begin();
        }
        catch (Exception failure) when (IsUnreadable(failure) || failure is ArgumentException)
        {
            var log = name == InputName ? name : $"audit log {name}";
            throw HarnessException.BadInput($"{log} cannot be read: {RegularFile.Reason(failure)}", failure);
        }
    }

    /// <summary>Whether a failure is one of the log, or of the disk that it is on.</summary>
    internal static bool IsUnreadable(Exception failure) =>
        failure is IOException or InvalidDataException or UnauthorizedAccessException;

    private static (AuditInput Input, DateTimeOffset? First) OfFile(string path)
    {
        var input = new AuditInput(path, () => OpenFile(path));
        return (input, FirstTime(input));
    }

    /// <summary>When its first event was, as far as the first few lines tell.</summary>
    private static DateTimeOffset FirstTime(AuditInput input)
    {
        using var stream = input.OpenUnpacked();
        var (lines, reader, events) = (new LogLines(stream, AuditLogReader.LongestLine), new AuditLine(), new List<AuditEvent>());
        try
        {
            for (var tries = 0; tries < 10 && lines.Next(out var line, CancellationToken.None); tries++)
            {
                if (reader.Read(line, events) is null && events.Find(one => one.Time is not null) is { } first)
                    return first.Time!.Value;
            }
        }
        catch (Exception broken) when (IsUnreadable(broken))
        {
            // Said when the whole is read.
        }

        return DateTimeOffset.MaxValue;
    }
}
