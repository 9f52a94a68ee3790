using Harness.Files;

namespace Harness.Clusters.Node;

/// <summary>A node's log: the evidence of why it did not start, or died.</summary>
internal static class NodeLog
{
    private const int ShownLines = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Saves it into a folder; does nothing when the container is gone.</summary>
    public static async Task SaveAsync(NodeContainer node, string folder, CancellationToken cancellationToken)
    {
        if (await ReadAsync(node, cancellationToken).ConfigureAwait(false) is { } log)
            Write(log, folder);
    }

    /// <summary>
    /// Its last lines for the reader of a failure, or why they are not available; never throws. The whole log goes into the folder,
    /// if given.
    /// </summary>
    public static async Task<string> EndAsync(NodeContainer node, string? folder)
    {
        using var bound = new CancellationTokenSource(Patience);
        try
        {
            if (await ReadAsync(node, bound.Token).ConfigureAwait(false) is not { } log)
                return "its container is gone, and its log with it";
            if (folder is not null)
                Write(log, folder);
            var last = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines).Select(line => $"\n  {line.TrimEnd()}");
            return $"last lines of the node's log{(folder is null ? "" : $" (whole in {folder})")}:{string.Concat(last)}";
        }
        catch (Exception unread)
        {
            return $"the node's log could not be read: {unread.GetBaseException().Message}";
        }
    }

    private static async Task<string?> ReadAsync(NodeContainer node, CancellationToken cancellationToken) =>
        await node.Engine.LogsAsync(node.Id, cancellationToken).ConfigureAwait(false) is { } log ? SecretMask.Of(log) : null;

    private static void Write(string log, string folder)
    {
        Directory.CreateDirectory(folder);
        PrivateFile.Write(Path.Combine(folder, "node.log"), log);
    }
}
