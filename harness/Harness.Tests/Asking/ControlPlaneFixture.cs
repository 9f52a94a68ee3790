using Harness.Clusters.ControlPlane;
using Harness.Files;

namespace Harness.Tests.Asking;

/// <summary>
/// A real API server and its etcd, started once for the tests that need one; where the programs are missing, they are skipped and say what
/// to install.
/// </summary>
[SetUpFixture]
internal sealed class ControlPlaneFixture
{
    private static Task<LocalControlPlane>? _started;

    public static async Task<LocalControlPlane> GetAsync()
    {
        ControlPlaneBinaries binaries;
        try
        {
            binaries = await ControlPlaneBinaries.FindAsync(CacheFolder.Default(), null, CancellationToken.None);
        }
        catch (HarnessException missing)
        {
            throw new IgnoreException(missing.Message);
        }

        return await (_started ??= LocalControlPlane.StartAsync(binaries, CancellationToken.None));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
            await (await _started).DisposeAsync();
    }
}
