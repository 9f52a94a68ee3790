using System.Text;
using Harness.Clusters;
using Harness.Clusters.Node;
using Harness.Rbac.Auditing;

namespace Harness.Asking;

/// <summary>
/// What an API server's audit log has about a namespace: that of a node of ours, which logs the calls of <see cref="AuditedServices"/>, or
/// a file that an existing cluster's API server writes to.
/// </summary>
public sealed class ClusterAuditLog : IDisposable
{
    private readonly ICluster _cluster;
    private readonly string? _path;
    private readonly FollowedLogStream? _file;
    private readonly LogLines? _lines;
    private readonly StringBuilder _seen = new();
    private readonly List<string> _notes = [];

    private ClusterAuditLog(ICluster cluster, string? file)
    {
        (_cluster, _path) = (cluster, file);
        if (file is null)
            return;
        _file = new FollowedLogStream(file, _notes.Add);
        _file.SkipToEnd();
        _lines = new LogLines(_file, AuditLogReader.LongestLine);
    }

    /// <summary>Finds it, and begins at its end where it is a file.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="file">The file that its API server writes to; null for a node of ours.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="HarnessException">The file cannot be read (exit code 2).</exception>
    public static async Task<ClusterAuditLog?> OpenAsync(ICluster cluster, string? file, CancellationToken cancellationToken)
    {
        if (file is null && await cluster.RunOnNodeAsync(["ls", NodeAudit.PolicyFile], cancellationToken).ConfigureAwait(false)
            is not { ExitCode: 0 })
        {
            return null;
        }

        return new ClusterAuditLog(cluster, file);
    }

    /// <summary>Why what it has may not be all, in the words of whoever reads it; empty when it is.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The lines that mention a namespace.</summary>
    /// <exception cref="HarnessException">The log cannot be read any more (exit code 3).</exception>
    public async Task<AuditInput> LinesAsync(string ns, CancellationToken cancellationToken)
    {
        var text = _lines is null ? await OnNodeAsync(ns, cancellationToken).ConfigureAwait(false) : OfFile(ns, _lines, cancellationToken);
        return new AuditInput("the API server's audit log", () => new MemoryStream(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>
    /// Makes sure that a file is this cluster's log. A node's own log is, and where it lacks every call, that is an answer.
    /// </summary>
    /// <exception cref="HarnessException">No line read so far mentions a namespace that was asked for: nothing is decided.</exception>
    public void EnsureIsOfThisCluster()
    {
        if (_path is not null && _seen.Length == 0)
        {
            throw HarnessException.Undecided(
                $"not one of the run's calls came to be in {_path}: is it a file that this cluster's API server still writes to, and does "
                + "its audit policy log services/proxy at level Metadata?");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private async Task<string> OnNodeAsync(string ns, CancellationToken cancellationToken)
    {
        string[] command = ["sh", "-c", "cat \"$1\"/*.log 2>/dev/null | grep -F \"$2\" || true", "sh", NodeAudit.Folder, ns];
        return (await _cluster.RunOnNodeAsync(command, cancellationToken).ConfigureAwait(false))?.Output ?? "";
    }

    private string OfFile(string ns, LogLines lines, CancellationToken cancellationToken)
    {
        var mention = Encoding.UTF8.GetBytes(ns);
        try
        {
            while (lines.Next(out var line, cancellationToken))
            {
                if (line.IndexOf(mention) >= 0)
                    _seen.Append(Encoding.UTF8.GetString(line)).Append('\n');
            }
        }
        catch (Exception broken) when (AuditInput.IsUnreadable(broken))
        {
            throw HarnessException.Undecided($"the API server's audit log cannot be read: {RegularFile.Reason(broken)}", broken);
        }

        return _seen.ToString();
    }
}
