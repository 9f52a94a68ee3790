using System.IO.Pipes;
using Harness.Rbac.Loading;

namespace Harness.Tests.Rbac.Loading;

internal sealed class InterruptedReadingTests
{
    [Test]
    public async Task Reading_from_a_pipe_that_nobody_writes_to_can_be_ended()
    {
        await using var silent = new AnonymousPipeServerStream(PipeDirection.In);
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() => ManifestSet.Read("-", "default", silent, stop.Token), CancellationToken.None);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        silent.DisposeLocalCopyOfClientHandle();
    }
}
