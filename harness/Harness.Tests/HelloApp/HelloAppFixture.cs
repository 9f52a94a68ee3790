namespace Harness.Tests.HelloApp;

/// <summary>For tests that share one running hello-app.</summary>
[Parallelizable(ParallelScope.Self)]
internal abstract class HelloAppFixture
{
    protected RunningHelloApp Hello { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Hello = await RunningHelloApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Hello.DisposeAsync();
}
