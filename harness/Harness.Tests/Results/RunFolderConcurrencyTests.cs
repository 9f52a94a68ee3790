using Harness.Results;

namespace Harness.Tests.Results;

internal sealed class RunFolderConcurrencyTests
{
    [Test]
    public void No_result_is_lost_and_no_reader_sees_half_a_file_when_many_write_at_once()
    {
        const int writers = 8, each = 12;
        using var runs = new TemporaryRuns();
        var folder = runs.Create();
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var reads = 0;
            for (; !done.IsCancellationRequested; reads++)
                RunFolder.Load(folder.FullPath);
            return reads;
        });

        // Half of them through the same object, half as other processes do.
        Parallel.For(0, writers, new ParallelOptions { MaxDegreeOfParallelism = writers }, writer =>
        {
            var mine = writer % 2 == 0 ? folder : RunFolder.Open(folder.FullPath);
            for (var i = 0; i < each; i++)
                mine.AddScenario(Sample.Scenario($"{writer}.{i}"));
        });
        done.Cancel();

        reader.GetAwaiter().GetResult().ShouldBePositive();
        var names = folder.Load().Scenarios.Select(scenario => scenario.Name).ToArray();
        names.Length.ShouldBe(writers * each);
        names.ShouldBeUnique();
    }
}
