using Wva.Testing;

namespace Wva.Fleet.Tests;

/// <summary>The player of pods behaves like the cluster it stands for.</summary>
public sealed class TargetPlayerTests
{
    private readonly TargetPlayer _player = new("llama")
    {
        CreateDelay = TimeSpan.FromSeconds(1),
        StartUp = TimeSpan.FromSeconds(10),
        Termination = TimeSpan.FromSeconds(5),
        PodTemplateHash = "abc",
    };

    [Theory]
    [InlineData(0.9, 0, 0)]
    [InlineData(1.0, 2, 0)]
    [InlineData(10.9, 2, 0)]
    [InlineData(11.0, 2, 2)]
    public void Pods_come_after_the_delay_and_are_ready_after_their_start_up(double at, int pods, int ready)
    {
        _player.ScaleTo(2, Story.Noon);
        var target = _player.At(Story.At(at));
        Assert.Equal((2, pods, ready), (target.Replicas, target.Pods.Length, target.Pods.Count(pod => pod.Ready)));
    }

    [Fact]
    public void A_wish_repeated_every_moment_is_not_put_off_every_moment()
    {
        for (var at = 0.0; at < 2; at += 0.5)
        {
            _player.ScaleTo(1, Story.At(at));
        }

        Assert.Single(_player.At(Story.At(2)).Pods);
    }

    [Fact]
    public void Scaling_in_takes_the_newest_pods_first_and_they_terminate_for_a_while()
    {
        _player.ScaleTo(1, Story.Noon);
        _player.ScaleTo(3, Story.At(20));
        _player.At(Story.At(40));
        _player.ScaleTo(1, Story.At(50));
        Assert.Equal("llama-0", Assert.Single(_player.At(Story.At(50)).Pods, pod => pod.DeletedAt is null).Name);
        Assert.Equal(3, _player.At(Story.At(54)).Pods.Length);
        Assert.Single(_player.At(Story.At(55)).Pods);
    }

    [Fact]
    public void A_deleted_pod_is_replaced_by_one_of_another_uid()
    {
        _player.ScaleTo(1, Story.Noon);
        var before = Assert.Single(_player.At(Story.At(20)).Pods);
        _player.Delete(before.Name, Story.At(20));
        var after = Assert.Single(_player.At(Story.At(40)).Pods);
        Assert.Equal(("uid-llama-0", "uid-llama-1"), (before.Uid, after.Uid));
        Assert.True(after.Ready);
    }

    [Fact]
    public void Readiness_taken_away_stays_away_until_it_is_given_back()
    {
        _player.ScaleTo(1, Story.Noon);
        _player.At(Story.At(20));
        _player.SetReady("llama-0", ready: false, Story.At(20));
        Assert.False(Assert.Single(_player.At(Story.At(100)).Pods).Ready);
        _player.SetReady("llama-0", ready: true, Story.At(100));
        Assert.True(Assert.Single(_player.At(Story.At(100)).Pods).Ready);
    }
}
