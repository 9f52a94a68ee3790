using System.Globalization;
using System.Text;

namespace Harness.Clusters.Node;

/// <summary>
/// The audit log of a node that runs, from its beginning: first what was rotated away, then the log as it is written. At its end nothing
/// is read, for now.
/// </summary>
/// <param name="run">Runs a command on the node: exit code and output.</param>
internal sealed class NodeAuditStream(Func<IReadOnlyList<string>, Task<(long ExitCode, string Output)>> run) : Stream
{
    private const int Piece = 4 << 20;

    private static readonly string Gone = FormattableString.Invariant(
        $"{KeptAuditLog.Name} has only the newest requests: of what was logged, {NodeAudit.KeptInMiB} MiB are kept");

    /// <summary>
    /// Files by number, the oldest first: their names have the time at which they were rotated, and the log itself comes last. Then what
    /// is in the one that is being read.
    /// </summary>
    private const string Script = """
        exec 2>/dev/null
        cd "$1" || exit 4
        LC_ALL=C ls -1i *.log
        echo ---
        file=$(find . -name '*.log' -inum "$2" | head -n 1)
        [ -z "$file" ] || tail -c "+$3" "$file" | head -c "$4"
        """;

    private ReadOnlyMemory<byte> _read;
    private long _number = -1;
    private long _next = 1;

    /// <summary>Why what is read may not be all that was logged; null as long as it is.</summary>
    public string? Missing { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="HarnessException">The node has no audit log (exit code 3).</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_read.IsEmpty)
            Fetch();
        var taken = Math.Min(count, _read.Length);
        _read.Span[..taken].CopyTo(buffer.AsSpan(offset));
        _read = _read[taken..];
        return taken;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The next whole lines: a piece may end within a character, which would be lost on its way through a text.</summary>
    private void Fetch()
    {
        while (true)
        {
            var (numbers, content) = Ask();
            if (_number < 0 ? numbers.Count > NodeAudit.MostPredecessors : !numbers.Contains(_number))
                Missing = Gone;
            var end = content.LastIndexOf('\n');
            if (end >= 0)
            {
                _read = Encoding.UTF8.GetBytes(content[..(end + 1)]);
                _next += _read.Length;
                return;
            }

            var at = numbers.IndexOf(_number);
            if (at == numbers.Count - 1 && _number >= 0)
                return; // the newest: more will come
            (_number, _next) = (numbers[at + 1], 1); // the oldest, where the one that was read is gone
        }
    }

    private (List<long> Numbers, string Content) Ask()
    {
        string[] command =
        [
            "sh", "-c", Script, "sh", NodeAudit.Folder, Text(_number), Text(_next), Text(Piece),
        ];
        var (exit, output) = run(command).GetAwaiter().GetResult();
        var cut = output.IndexOf("---\n", StringComparison.Ordinal);
        var numbers = (cut < 0 ? "" : output[..cut]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' ')[0])
            .Select(number => long.TryParse(number, CultureInfo.InvariantCulture, out var read) ? read : -1).Where(read => read >= 0)
            .ToList();
        return exit == 4 || numbers.Count == 0
            ? throw HarnessException.Undecided("the node has no audit log: was it started by another version of Harness?")
            : (numbers, output[(cut + 4)..]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
