namespace Harness.Rbac.Yaml;

/// <summary>
/// Reading that can be ended although nothing comes: a pipe may never be written to, and a read from it cannot be cancelled.
/// </summary>
internal static class Interruptible
{
    /// <summary>Reads on another thread, which is left behind when the reading is ended.</summary>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static T Read<T>(Func<T> read, CancellationToken cancellationToken) =>
        Task.Run(read, CancellationToken.None).WaitAsync(cancellationToken).GetAwaiter().GetResult();
}
